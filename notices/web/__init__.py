"""What Flask answers: what cannot be finished beforehand."""
