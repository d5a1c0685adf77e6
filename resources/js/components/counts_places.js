import Alpine from '../alpine.js'

/** Says what the typed number of places comes to, as the server has worked it out. */
Alpine.data('countsPlaces', () => ({
  init() {
    this.count()
  },

  count() {
    const { total, counted, button } = this.$refs
    const typed = this.$root.closest('form').elements.namedItem('seats')
    if (!typed || !total.dataset.totals) return
    const known = JSON.parse(total.dataset.totals)[typed.value]
    const shown = known ?? JSON.parse(total.dataset.ofOne)
    const [before, ...after] = shown.total.split(shown.amount)
    const amount = Object.assign(document.createElement('b'), { textContent: shown.amount })
    total.replaceChildren(before, amount, after.join(shown.amount))
    counted.value = known ? typed.value : ''
    if (known) button.textContent = known.button
  },
}))
