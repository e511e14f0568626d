"""Articles in, ranked passages out. Knows no question, no answer, no talking model."""

import os

# numpy's OpenBLAS has a thread for each core, and they wait for work by spinning: after a product of matrices
# one of two cores is lost to the embedder for a while (a question took a third longer). Read as numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
