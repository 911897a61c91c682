"""Shows what stands on standard input in a VTE terminal, as GNOME Terminal does.

vte.py COLUMNS ROWS PICTURE writes a PNG and prints how many columns there
are, and the width and height of a cell in pixels.
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
gi.require_version("Vte", "2.91")
from gi.repository import Gdk, GLib, Gtk, Pango, Vte  # noqa: E402

columns, rows, picture = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
terminal = Vte.Terminal()
terminal.set_font(Pango.FontDescription("DejaVu Sans Mono 12"))
terminal.set_size(columns, rows)
terminal.set_cursor_blink_mode(Vte.CursorBlinkMode.OFF)
terminal.set_colors(*(Gdk.RGBA(v, v, v, 1) for v in (0, 1)), [])
window = Gtk.OffscreenWindow()
margin = 1
terminal.set_size_request(
    columns * terminal.get_char_width() + 2 * margin, rows * terminal.get_char_height() + 2 * margin
)
window.add(terminal)
window.show_all()
terminal.feed(b"\x1b[?25l" + sys.stdin.buffer.read().replace(b"\n", b"\r\n"))


def shoot():
    window.get_pixbuf().savev(picture, "png", [], [])
    print(terminal.get_column_count(), terminal.get_char_width(), terminal.get_char_height())
    Gtk.main_quit()


# What changed is drawn before anything of low priority happens.
terminal.connect("contents-changed", lambda *_: GLib.timeout_add(300, shoot, priority=GLib.PRIORITY_LOW))
Gtk.main()
