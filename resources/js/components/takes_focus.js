import Alpine from '../alpine.js'

/** A summary of errors is where reading goes on after a refused form. */
Alpine.data('takesFocus', () => ({
  init() {
    this.$el.focus()
  },
}))
