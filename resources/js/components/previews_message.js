import Alpine from '../alpine.js'

const PAUSE = 300

/** What its button would show in the frame comes by itself, while one types. */
Alpine.data('previewsMessage', () => ({
  preview() {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.ask(), PAUSE)
  },

  /** Written into the frame instead of led to, it leaves no step to go back to. */
  show(event) {
    if (event.submitter !== this.$refs.see) return
    event.preventDefault()
    this.ask()
  },

  async ask() {
    const { see, frame } = this.$refs
    if (!see) return
    const asked = (this.asked = {})
    try {
      const body = new URLSearchParams(new FormData(see.form, see))
      const response = await fetch(see.formAction, { method: 'POST', body })
      const page = await response.text()
      // An answer that comes after a later one is old.
      if (asked !== this.asked || response.status >= 500) return
      const { contentDocument: shown } = frame
      shown.open()
      shown.write(page)
      shown.close()
    } catch {
      // The button still shows it.
    }
  },
}))
