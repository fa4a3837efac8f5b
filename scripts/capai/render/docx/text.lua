--- Runs, fields and paragraphs.
local xml <const> = require "capai.render.docx.xml"

local text = {}

local ALIGN <const> = { justify = "both", left = "left", center = "center", right = "right" }

--- What a run looks like: bold, italic, sup, and the colour and font of its own.
local function properties(look)
  local parts <const> = {
    look.font and ('<w:rFonts w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s"/>')
      :format(look.font, look.font, look.font, look.font) or "",
    look.bold and "<w:b/><w:bCs/>" or "",
    look.italic and "<w:i/><w:iCs/>" or "",
    look.color and ('<w:color w:val="%s"/>'):format(look.color) or "",
    look.sup and '<w:vertAlign w:val="superscript"/>' or "",
  }
  local inner <const> = table.concat(parts)
  return inner ~= "" and "<w:rPr>" .. inner .. "</w:rPr>" or ""
end

local function wrap(look, inner) return ("<w:r>%s%s</w:r>"):format(properties(look), inner) end

--- One run of words; `look` may be missing.
function text.run(words, look)
  if words == "" then return "" end
  return wrap(look or {}, ('<w:t xml:space="preserve">%s</w:t>'):format(xml.escape(words)))
end

function text.tab() return "<w:r><w:tab/></w:r>" end

function text.line_end() return "<w:r><w:br/></w:r>" end

local function mark_field(look, kind)
  return wrap(look, ('<w:fldChar w:fldCharType="%s"/>'):format(kind))
end

--- How a field begins: what follows until text.field_end is what it shows before it is updated.
function text.field_begin(instruction, look)
  look = look or {}
  return mark_field(look, "begin") ..
    wrap(look, ('<w:instrText xml:space="preserve"> %s </w:instrText>'):format(instruction)) ..
    mark_field(look, "separate")
end

function text.field_end(look) return mark_field(look or {}, "end") end

--- A field that shows `words` until it is updated.
function text.field(instruction, words, look)
  return text.field_begin(instruction, look) .. text.run(words, look) .. text.field_end(look)
end

--- A jump to a bookmark.
function text.jump(bookmark, inner)
  return ('<w:hyperlink w:anchor="%s" w:history="1">%s</w:hyperlink>'):format(bookmark, inner)
end

--- A reference: a field where updating it gives the same words, else a jump.
local function reference(run, target)
  if target.label == run.text and target.label ~= "" then
    return text.field(("REF %s \\h \\* MERGEFORMAT"):format(target.bookmark), run.text, run)
  end
  return text.jump(target.bookmark, text.run(run.text, run))
end

local function look_of(run, more)
  local look <const> = { bold = run.bold, italic = run.italic, sup = run.sup, text = run.text }
  for name, value in pairs(more or {}) do look[name] = value end
  return look
end

--- A running text. `targets` holds what runs may refer to, `more` what all runs look like.
function text.runs(runs, targets, more)
  local parts <const> = {}
  for i, run in ipairs(runs) do
    local target <const> = run.ref and targets[run.ref]
    local look <const> = look_of(run, more)
    parts[i] = target and reference(look, target) or text.run(run.text, look)
  end
  return table.concat(parts)
end

--- The words of a running text alone.
function text.plain(runs)
  local parts <const> = {}
  for i, run in ipairs(runs) do parts[i] = run.text end
  return table.concat(parts)
end

local function spacing(p)
  if not (p.before or p.after) then return "" end
  return ("<w:spacing%s%s/>"):format(p.before and (' w:before="%d"'):format(p.before) or "",
    p.after and (' w:after="%d"'):format(p.after) or "")
end

local function indent(p)
  if not (p.left or p.right or p.hanging) then return "" end
  return ('<w:ind w:left="%d" w:right="%d"%s/>'):format(p.left or 0, p.right or 0,
    p.hanging and (' w:hanging="%d"'):format(p.hanging) or "")
end

--- A paragraph: style, content, and what differs from the style. The order is that of the format.
function text.paragraph(p)
  local parts <const> = {
    p.style and ('<w:pStyle w:val="%s"/>'):format(p.style) or "",
    p.keep_next and "<w:keepNext/>" or "",
    p.page_break and "<w:pageBreakBefore/>" or "",
    p.list and ('<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>')
      :format(p.level, p.list) or "",
    p.tabs and ("<w:tabs>%s</w:tabs>"):format(p.tabs) or "",
    spacing(p), indent(p),
    p.align and ('<w:jc w:val="%s"/>'):format(ALIGN[p.align]) or "",
    p.section or "",
  }
  local inner <const> = table.concat(parts)
  return ("<w:p>%s%s</w:p>"):format(inner ~= "" and "<w:pPr>" .. inner .. "</w:pPr>" or "",
    p.content or "")
end

--- A tab stop: "left" or "right", in twips, with dots before it where `dotted`.
function text.stop(kind, at, dotted)
  return ('<w:tab w:val="%s"%s w:pos="%d"/>'):format(kind, dotted and ' w:leader="dot"' or "", at)
end

return text
