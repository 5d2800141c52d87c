"""Downloads of other publishers -> foods in the database of this computer. They never enter the table files.

One module reads a publisher's files into ImportedFood values, `conformance` doubts them, `store` keeps them, and
`report` counts what became of each. A food without an fdc_id gets a number of 15 digits: 9 and its barcode in 14.
"""
