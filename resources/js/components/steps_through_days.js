import Alpine from '../alpine.js'

/** From where a time is typed, the arrows go through the days beside it, and Enter takes one. */
Alpine.data('stepsThroughDays', () => ({
  init() {
    this.$refs.keys.hidden = !matchMedia('(pointer: fine)').matches
  },

  step(event) {
    const ways = { ArrowDown: 1, ArrowUp: -1 }
    const days = [...this.$root.querySelectorAll('.nextday')]
    const { target } = event
    if (!(event.key in ways) || !(target.name === 'time' || days.includes(target))) return
    event.preventDefault()
    const chosen = days.find((day) => day.hasAttribute('aria-current'))
    const from = days.includes(target) ? target : chosen
    days[days.indexOf(from) + ways[event.key]]?.focus()
  },
}))
