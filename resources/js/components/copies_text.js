import Alpine from '../alpine.js'

/** Copies a read-only field and says so; the button appears only where it can work. */
Alpine.data('copiesText', () => ({
  init() {
    this.$refs.copy.hidden = false
  },

  async copy() {
    const { text, status, copy } = this.$refs
    text.select()
    try {
      await navigator.clipboard.writeText(text.value)
    } catch {
      document.execCommand('copy')
    }
    status.textContent = copy.dataset.done
  },

  selectAll() {
    this.$refs.text.select()
  },
}))
