"""Trains Dateline's language network: data preparation, model, training, evaluation, export."""
