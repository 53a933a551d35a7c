"""How the network is made: from articles with gold labels and a pretrained encoder to the file that the engine runs.

It needs the extra `train` (torch, on the processor or a GPU) and data that is not part of the project; see
`docs/model.md`. Nothing here is imported when the program runs.
"""
