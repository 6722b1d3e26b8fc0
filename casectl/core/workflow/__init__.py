"""Which steps a case may take, what each demands, and who owns a case."""
