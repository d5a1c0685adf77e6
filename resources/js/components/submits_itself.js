import Alpine from '../alpine.js'

/** A choice that is a question in itself: choosing sends the form, and its button is not needed. */
Alpine.data('submitsItself', () => ({
  init() {
    this.$el.querySelector('[data-fallback]')?.setAttribute('hidden', '')
  },

  send() {
    this.$root.requestSubmit()
  },
}))
