"""SEN2, the yearly person-level return on children and young people with plans.

``description`` says what a return holds; ``read`` turns a file into tables; ``checks`` finds its
problems; ``tables`` writes it as Parquet; ``generate`` makes synthetic returns.
"""
