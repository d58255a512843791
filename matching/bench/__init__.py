"""What `bench_matching` measures: each case is a function that runs once and answers its figures."""
