"""The equations of the cells as data: evaluated, and written out in LaTeX and MathML."""
