"""The noise of stochastic gradients: laws of single samples, and minibatches of a finite sum."""
