package docx
import ("testing";"bytes";"bayan/releases/format/internal/example";"bayan/releases/intake";"bayan/releases")
func TestZ(t *testing.T){
 for _,l:=range []releases.Language{"en","ar"}{
 for k:=range 4 {
 e:=example.Signed()
 var b bytes.Buffer
 var err error
 switch k { case 0: err=Single(&b,e,l); case 1: err=Write(&b,e,Columns); case 2: err=Single(&b,example.Corrected(),l); case 3:err=Write(&b,e,Stacked)}
 if err!=nil {t.Fatal(err)}
 d,err:=intake.DOCX("x.docx",b.Bytes(),l)
 if err!=nil {t.Fatal(err)}
 n:=0; if l=="ar"{n=1}
 if string(d.Text.Canonical())!=string(e.Texts[n].Canonical) { t.Errorf("%v %d %s\n%s", l,k,d.Text.Canonical(), e.Texts[n].Canonical) }
 }}
}
