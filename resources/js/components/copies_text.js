import Alpine from '../alpine.js'

/** Copies a read-only field, or words, and says so; the button appears only where it can work. */
Alpine.data('copiesText', () => ({
  init() {
    this.$refs.copy.hidden = false
  },

  async copy() {
    const { text, status, copy } = this.$refs
    this.selectAll()
    try {
      await navigator.clipboard.writeText(text.value ?? text.textContent)
    } catch {
      document.execCommand('copy')
    }
    status.textContent = copy.dataset.done
  },

  selectAll() {
    const { text } = this.$refs
    if (text.select) text.select()
    else getSelection().selectAllChildren(text)
  },
}))
