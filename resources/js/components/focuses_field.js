import Alpine from '../alpine.js'

/** Where typing goes on, for whoever has a keyboard; on a phone the page would jump to it. */
Alpine.data('focusesField', () => ({
  init() {
    if (matchMedia('(pointer: fine)').matches) this.$el.focus({ preventScroll: true })
  },
}))
