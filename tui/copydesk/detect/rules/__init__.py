"""The rules: quotation marks, speakers, names, dates and amounts by pattern and word list, instantly."""
