--- Worked formulas, as formulas of Word.
local text <const> = require "capai.render.docx.text"
local xml <const> = require "capai.render.docx.xml"
local page <const> = require "capai.render.page"

local formula = {}

local FONT <const> = ('<w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" w:cs="%s"/></w:rPr>')
  :format(page.font, page.font, page.font)

--- Words in a formula, upright and in the font of the text.
local function words(content)
  return ('<m:r><m:rPr><m:nor/></m:rPr>%s<m:t xml:space="preserve">%s</m:t></m:r>')
    :format(FONT, xml.escape(content))
end

local function fraction(above, below)
  return ("<m:f><m:fPr><m:ctrlPr>%s</m:ctrlPr></m:fPr><m:num>%s</m:num><m:den>%s</m:den></m:f>")
    :format(FONT, words(above), words(below))
end

local function given(content) return content and content ~= "" end

local function math_of(block)
  local parts <const> = {
    words(block.left .. " = "),
    given(block.denominator) and fraction(block.numerator, block.denominator)
      or words(block.numerator),
    given(block.tail) and words(" " .. block.tail) or "",
    given(block.result) and words(" = " .. block.result) or "",
  }
  return '<m:oMathPara><m:oMathParaPr><m:jc m:val="center"/></m:oMathParaPr><m:oMath>' ..
    table.concat(parts) .. "</m:oMath></m:oMathPara>"
end

--- Adds the formula in a frame, below its title. Frames that follow each other would become one.
function formula.add(state, block)
  if state.after_formula then state:add { style = "Gap" } end
  if given(block.title) then
    state:add { style = "FormulaTitle", content = text.run(block.title) }
  end
  state:add { style = "Formula", content = math_of(block) }
  state.after_formula = true
end

return formula
