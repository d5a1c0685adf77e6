import Alpine from '../alpine.js'

const PAUSE = 300

/** What its button would show comes by itself, while one types; nothing else on the page changes. */
Alpine.data('previewsWords', () => ({
  preview() {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.ask(), PAUSE)
  },

  async ask() {
    const { button } = this.$refs
    if (!button) return
    const asked = (this.asked = {})
    try {
      const body = new URLSearchParams(new FormData(button.form, button))
      const response = await fetch(button.form.action, { method: 'POST', body })
      const [, main] = (await response.text()).split('</head>')
      const shown = new DOMParser().parseFromString(main, 'text/html')
      const next = shown.getElementById('calendar-preview')
      // An answer that comes after a later one is old.
      if (next && asked === this.asked) document.getElementById(next.id).replaceWith(next)
    } catch {
      // The button still shows it.
    }
  },
}))
