"""PowerShell blocks, run: by the `pwsh` on PATH if there is one, else by an evaluator of the forms we use.

The evaluator is no PowerShell. It knows the forms that the pages use, by Microsoft's documentation
(cases.yml), in a real grammar (tree-sitter-powershell), and refuses all others. Where Windows PowerShell 5.1
and PowerShell 7 differ, it refuses as well: a block must do the same in both.
"""
