"""Problems with stochastic gradients: a draw of noise, a gradient in place, an excess error in closed form."""
