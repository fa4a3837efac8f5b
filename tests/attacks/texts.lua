-- Sixty texts that something would like to take for more than text.
--   for i, one in ipairs(dofile "tests/attacks/texts.lua") do ... one.text, one.name
-- Each ends in a word of its own, "q17x" of the 17th, by which it is found again. `raw`: it has
-- bytes that no text should have.
local hostile <const> = { title = "texts that would be more than text, in each form of report" }

local function add(name, text, raw)
  hostile[#hostile + 1] = { name = name, raw = raw,
                            text = ("%s q%dx"):format(text, #hostile + 1) }
end

-- ---- markup ----
add("script", "<script>alert(1)</script>")
add("end of style", "</style><script>document.title='x'</script>")
add("end of title", "</title></head><body onload=alert(1)>")
add("handler", "<img src=x onerror=alert(1)>")
add("attribute", "\" onmouseover=\"alert(1)\" x=\"")
add("attribute, one quote", "' autofocus onfocus='alert(1)' x='")
add("attribute without quotes", "x onclick=alert(1)//")
add("address of a script", "javascript:alert(1)")
add("link", "<a href=\"javascript:alert(1)\">klik</a>")
add("frame", "<iframe src=\"https://example.invalid/\"></iframe>")
add("picture of SVG", "<svg onload=alert(1)><use href=\"data:,x#y\"/></svg>")
add("comment", "<!-- --><!-- - -->")
add("end of CDATA", "]]><x>")
add("begin of CDATA", "<![CDATA[ x ]]>")
add("processing instruction", "<?xml version=\"1.0\"?><?php x ?>")
add("entity", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;")
add("entities", "&lt;b&gt; &amp;amp; &#60;script&#62; &nbsp; &#x0;")
add("style", "</p><style>*{display:none}</style>")
add("rule of a sheet", "\"; } * { display: none } @import url(//example.invalid/x); /*")
add("field of Word", "{ INCLUDEPICTURE \"https://example.invalid/x\" } \\* MERGEFORMAT")
add("element of Word", "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r>")
add("element of Excel", "</t></si></sst><f>1+1</f>")
-- ---- formulas ----
add("formula", "=1+1")
add("plus", "+1+cmd|' /C calc'!A0")
add("minus", "-2+3+cmd|' /C calc'!A0")
add("at", "@SUM(1+1)*cmd|' /C calc'!A0")
add("DDE", "=cmd|' /C calc'!A0")
add("link of a formula", "=HYPERLINK(\"https://example.invalid/?\"&A1,\"klik\")")
add("picture of a formula", "=IMAGE(\"https://example.invalid/x.png\")")
add("tab", "\t=1+1")
add("carriage return", "\r=1+1")
add("line end", "\n=1+1")
add("blank", "   =1+1")
add("full width", "\u{FF1D}1+1")
add("formula behind a quote", "'=1+1")
add("row of its own", "a\",\"=1+1\r\n=2+2,\"b")
add("array of a formula", "{=1+1}")
add("escape of Excel", "_x0041__x000D_ _x005F_ &_xD800_")
-- ---- marks of text formats ----
add("Markdown", "**x** *y* _z_ `w` ~~v~~ # u > t")
add("link of Markdown", "[klik](javascript:alert(1)) ![x](https://x.invalid/x) <https://x.invalid>")
add("table of Markdown", "a | b || c \\| d \\")
add("value", "{{opd.pagu}} {{tabel.capaian}} {indikator}")
add("pattern", "%s %d %n %1 %% $1 $0 \\0 \\1")
add("escape of a terminal", "\27[2J\27]0;judul\7\27[31m", true)
add("escape of eight bits", "\u{9B}31m \u{9D}0;x\u{9C}")
add("path", "../../../../etc/passwd ..\\..\\x C:\\con\\nul /dev/null")
add("shell", "$(touch /tmp/x) `id` ; rm -rf / | cat && x")
add("object", "\",\"x\":1}] \\u0000 \\")
-- ---- signs ----
add("other direction", "\u{202E}12,34\u{202C} \u{2067}x\u{2069} \u{200F}\u{5D0}\u{5D1} \u{627}")
add("NUL", "a\0b", true)
add("controls", "\1\2\8\11\12\14\31\127", true)
add("no UTF-8", "\xFF\xFE \xC3( \xE2\x82 \xF0\x9F", true)
add("half of a pair", "\xED\xA0\x80 \xED\xBF\xBF", true)
add("too long a form", "\xC0\xAF \xE0\x80\xAF", true)
add("no characters", "\u{FFFE} \u{FFFF} \u{FDD0} \u{1FFFE}", true)
add("no width", "a\u{200B}b\u{200D}c\u{2060}d \u{FEFF}e \u{AD}f")
add("emoji", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{1F1EE}\u{1F1E9} \u{1F44D}\u{1F3FD}")
add("Javanese, many marks", "\u{A9B2}\u{A9B8}\u{A997}\u{A9AE}\u{A982} z" .. ("\u{300}"):rep(40))
add("a long word", ("panjang"):rep(600))
add("a long text", ("seratus kilobita & <b> "):rep(4500))

assert(#hostile == 60)
return hostile
