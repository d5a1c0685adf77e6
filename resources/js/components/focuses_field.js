import Alpine from '../alpine.js'

/**
 * Where typing goes on, for whoever has a keyboard; on a phone the page would jump to it. A browser
 * heeds autofocus with the first frame only, and what is typed until then is lost.
 */
Alpine.data('focusesField', () => ({
  init() {
    if (matchMedia('(pointer: fine)').matches) this.$el.focus({ preventScroll: true })
  },
}))
