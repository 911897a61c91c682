package check

// The words of each language, by what they mean: lines of kind, value, words.
// Arabic words are found with و ف ب ل ك ال before them and in every spelling of
// their hamzas, so one spelling stands here.

const english = `
unit 0 zero
unit 1 one
unit 2 two
unit 3 three
unit 4 four
unit 5 five
unit 6 six
unit 7 seven
unit 8 eight
unit 9 nine
unit 10 ten
unit 11 eleven
unit 12 twelve
unit 13 thirteen
unit 14 fourteen
unit 15 fifteen
unit 16 sixteen
unit 17 seventeen
unit 18 eighteen
unit 19 nineteen
ordinal 1 first
ordinal 2 second
ordinal 3 third
ordinal 4 fourth
ordinal 5 fifth
ordinal 6 sixth
ordinal 7 seventh
ordinal 8 eighth
ordinal 9 ninth
ordinal 10 tenth
ordinal 11 eleventh
ordinal 12 twelfth
ordinal 13 thirteenth
ordinal 14 fourteenth
ordinal 15 fifteenth
ordinal 16 sixteenth
ordinal 17 seventeenth
ordinal 18 eighteenth
ordinal 19 nineteenth
tens 20 twenty twentieth
tens 30 thirty thirtieth
tens 40 forty fortieth
tens 50 fifty fiftieth
tens 60 sixty sixtieth
tens 70 seventy seventieth
tens 80 eighty eightieth
tens 90 ninety ninetieth
hundred 100 hundred hundredth
scale 1000 thousand thousandth
scale 1000000 million millionth
scale 1000000000 billion
scale 1000000000000 trillion
dozen 12 dozen
part 2 half halves
part 3 thirds
part 4 quarter quarters
decade 20 twenties
decade 30 thirties
decade 40 forties
decade 50 fifties
decade 60 sixties
decade 70 seventies
decade 80 eighties
decade 90 nineties
means 2 twice double doubled doubling doubles pair couple both twins dual bilateral biennial
means 3 triple tripled thrice trilateral
means 4 quadruple quadrupled
means 10 decade tenfold
means 1 single once sole
means 12 noon midday midnight
means 14 fortnight
month 1 january jan
month 2 february feb
month 3 march mar
month 4 april apr
month 5 may
month 6 june jun
month 7 july jul
month 8 august aug
month 9 september sep sept
month 10 october oct
month 11 november nov
month 12 december dec
weekday 1 sunday
weekday 2 monday
weekday 3 tuesday
weekday 4 wednesday
weekday 5 thursday
weekday 6 friday
weekday 7 saturday
clock 1 am
clock 2 pm
percent 0 percent
money dollar dollar dollars usd
money euro euro euros eur
money pound pound pounds gbp lira liras syp lbp egp try
money dinar dinar dinars iqd jod kwd
money dirham dirham dirhams aed mad
money riyal riyal riyals rial rials sar qar yer
money yuan yuan renminbi cny
money yen yen jpy
money rouble rouble roubles ruble rubles rub
money rupee rupee rupees inr pkr
money franc franc francs chf
money shekel shekel shekels ils
`

const french = `
unit 0 zéro
unit 1 un une
unit 2 deux
unit 3 trois
unit 4 quatre
unit 5 cinq
unit 6 six
unit 7 sept
unit 8 huit
unit 9 neuf
unit 10 dix
unit 11 onze
unit 12 douze
unit 13 treize
unit 14 quatorze
unit 15 quinze
unit 16 seize
ordinal 1 premier première
ordinal 2 deuxième second seconde
ordinal 3 troisième
ordinal 4 quatrième
ordinal 5 cinquième
ordinal 6 sixième
ordinal 7 septième
ordinal 8 huitième
ordinal 9 neuvième
ordinal 10 dixième
tens 20 vingt vingts vingtième
tens 30 trente
tens 40 quarante
tens 50 cinquante
tens 60 soixante
tens 70 septante
tens 80 huitante
tens 90 nonante
hundred 100 cent cents
scale 1000 mille
scale 1000000 million millions
scale 1000000000 milliard milliards
dozen 12 douzaine
dozen 10 dizaine
part 2 demi demie moitié
part 3 tiers
part 4 quart quarts
means 2 double doublé doubler paire
means 3 triple triplé
means 10 décennie
means 12 midi minuit
means 15 quinzaine
month 1 janvier
month 2 février
month 3 mars
month 4 avril
month 5 mai
month 6 juin
month 7 juillet
month 8 août
month 9 septembre
month 10 octobre
month 11 novembre
month 12 décembre
weekday 1 dimanche
weekday 2 lundi
weekday 3 mardi
weekday 4 mercredi
weekday 5 jeudi
weekday 6 vendredi
weekday 7 samedi
percent 0 pourcent
money dollar dollar dollars usd
money euro euro euros eur
money pound livre livres gbp syp lbp
money dinar dinar dinars
money dirham dirham dirhams
money riyal riyal riyals rial rials
money yuan yuan
money yen yen
money rouble rouble roubles
money franc franc francs
`

const arabicWords = `
unit 0 صفر
unit 1 واحد واحدة إحدى أحد
unit 2 اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي
unit 3 ثلاث ثلاثة
unit 4 أربع أربعة
unit 5 خمس خمسة
unit 6 ست ستة
unit 7 سبع سبعة
unit 8 ثمان ثماني ثمانية ثمانيا
unit 9 تسع تسعة
teen 10 عشر عشرة
ordinal 1 أول أولى أولا حادي حادية
ordinal 2 ثان ثاني ثانية ثانيا
ordinal 3 ثالث ثالثة ثالثا
ordinal 4 رابع رابعة رابعا
ordinal 5 خامس خامسة خامسا
ordinal 6 سادس سادسة سادسا
ordinal 7 سابع سابعة
ordinal 8 ثامن ثامنة
ordinal 9 تاسع تاسعة
ordinal 10 عاشر عاشرة
tens 20 عشرون عشرين
tens 30 ثلاثون ثلاثين
tens 40 أربعون أربعين
tens 50 خمسون خمسين
tens 60 ستون ستين
tens 70 سبعون سبعين
tens 80 ثمانون ثمانين
tens 90 تسعون تسعين
hundred 100 مئة مائة
hundreds 200 مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي
hundreds 300 ثلاثمئة ثلاثمائة
hundreds 400 أربعمئة أربعمائة
hundreds 500 خمسمئة خمسمائة
hundreds 600 ستمئة ستمائة
hundreds 700 سبعمئة سبعمائة
hundreds 800 ثمانمئة ثمانمائة ثمانيمئة
hundreds 900 تسعمئة تسعمائة
scale 1000 ألف ألفا آلاف
scale 1000000 مليون مليونا ملايين
scale 1000000000 مليار مليارا مليارات بليون بليونا بلايين
scale 1000000000000 تريليون تريليونا تريليونات ترليون
scales 2000 ألفان ألفين ألفي
scales 2000000 مليونان مليونين مليوني
scales 2000000000 ملياران مليارين ملياري
dozen 12 دزينة
dozen 24 دزينتان دزينتين
part 2 نصف
part 3 ثلث ثلثا ثلثي ثلثين أثلاث
part 4 ربع أرباع
decade 20 عشرينيات عشرينات
decade 30 ثلاثينيات ثلاثينات
decade 40 أربعينيات أربعينات
decade 50 خمسينيات خمسينات
decade 60 ستينيات ستينات
decade 70 سبعينيات سبعينات
decade 80 ثمانينيات ثمانينات
decade 90 تسعينيات تسعينات
means 2 مرتان مرتين ضعف ضعفي كلا كلتا كلي زوج زوجان زوجين ثنائي ثنائية مزدوج مزدوجة
means 3 ثلاثي ثلاثية
means 10 عقد عشري
means 20 عقدان عقدين
means 12 ظهر ظهرا منتصف
means 14 أسبوعان أسبوعين
levantine 101 كانون
levantine 2 شباط
levantine 3 آذار
levantine 4 نيسان
levantine 5 أيار
levantine 6 حزيران
levantine 7 تموز
levantine 8 آب
levantine 9 أيلول
levantine 102 تشرين
egyptian 1 يناير
egyptian 2 فبراير
month 3 مارس
egyptian 4 أبريل
egyptian 5 مايو
egyptian 6 يونيو يونيه
egyptian 7 يوليو يوليه
egyptian 8 أغسطس
egyptian 9 سبتمبر
egyptian 10 أكتوبر
egyptian 11 نوفمبر
egyptian 12 ديسمبر
maghrebi 1 جانفي
maghrebi 2 فيفري
maghrebi 4 أفريل
month 5 ماي
maghrebi 6 جوان
maghrebi 7 جويلية يوليوز
maghrebi 8 أوت غشت
maghrebi 9 شتنبر
maghrebi 11 نونبر
maghrebi 12 دجنبر
weekday 1 أحد
weekday 2 اثنين
weekday 3 ثلاثاء
weekday 4 أربعاء
weekday 5 خميس
weekday 6 جمعة
weekday 7 سبت
day 0 يوم مساء صباح ليلة نهار
clock 1 صباحا فجرا ص
clock 2 مساء عصرا ليلا م ظهرا
clock 3 ساعة
percent 0 بالمئة بالمائة
money dollar دولار دولارا دولارات دولاران دولارين
money euro يورو
money pound ليرة ليرات جنيه جنيها جنيهات
money dinar دينار دينارا دنانير دينارين
money dirham درهم درهما دراهم
money riyal ريال ريالا ريالات
money yuan يوان يوانا
money yen ين
money rouble روبل روبلا
money rupee روبية روبيات
money franc فرنك فرنكا فرنكات
money shekel شيكل شيقل
`
