"""Pages to articles: decoding, blocks, metadata, and the fate of each block."""
