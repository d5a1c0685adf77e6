import Alpine from '../alpine.js'

/**
 * A form whose buttons marked `data-part` only rearrange it: the server answers with the page, and
 * the form of the same id takes the place of this one. Without script the whole page comes.
 */
Alpine.data('rearrangesForm', () => ({
  init() {
    this.$el.querySelector('[data-fallback]')?.setAttribute('hidden', '')
  },

  /** A choice on which the rest of the form depends presses the button that shows it. */
  choose() {
    const { chosen } = this.$refs
    if (chosen) this.$root.requestSubmit(chosen)
  },

  async rearrange(event) {
    const { submitter } = event
    if (!submitter?.hasAttribute('data-part')) return
    event.preventDefault()

    const form = event.target
    const body = new URLSearchParams(new FormData(form, submitter))
    form.setAttribute('aria-busy', 'true')
    // What was put in meanwhile would go with this form when the other takes its place.
    form.inert = true
    try {
      const response = await fetch(form.action, { method: 'POST', body })
      // Without its head: the nonce of the styles there is that of another page.
      const [, main] = (await response.text()).split('</head>')
      const page = new DOMParser().parseFromString(main, 'text/html')
      const next = page.getElementById(form.id)
      if (!next) throw new Error('The page has another answer than the form')
      next.setAttribute('data-rearranged', '')
      form.replaceWith(next)
      // What was saved before says nothing of the form as it is now.
      document.querySelector('.shell__done.notice--good')?.remove()
      next.querySelector('[autofocus]')?.focus()
    } catch {
      form.inert = false
      submitter.removeAttribute('data-part')
      form.requestSubmit(submitter)
    }
  },
}))
