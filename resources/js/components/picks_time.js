import Alpine from '../alpine.js'

/** Says beside the button which time is chosen. */
Alpine.data('picksTime', () => ({
  init() {
    this.pick()
  },

  pick() {
    const chosen = this.$root.querySelector('input[name="start"]:checked')
    if (!chosen) return
    const { day, comma, city } = this.$refs.pick.dataset
    const time = chosen.closest('label').querySelector('.time__start').textContent.trim()
    const strong = Object.assign(document.createElement('b'), { textContent: day })
    this.$refs.pick.replaceChildren(strong, `${time}${comma} ${city}`)
  },
}))
