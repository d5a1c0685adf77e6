import Alpine from '../alpine.js'
import { giveBack, isUnsaved, keepUnsaved } from '../unsaved_forms.js'

/**
 * Whoever leaves a page with a form marked `data-edits` that has been changed and not been sent is
 * asked by the browser first. Where another form of the page is sent, it is kept until it is shown again.
 */
Alpine.data('warnsOfLoss', () => ({
  sent: null,
  kept: [],

  init() {
    for (const form of this.forms()) {
      if (giveBack(form)) form.append(this.note())
    }
  },

  leave(event) {
    if (event.defaultPrevented) return
    this.sent = event.target
    const isKept = event.target.method === 'post'
    this.kept = isKept ? keepUnsaved(this.unsaved(), event.target) : []
  },

  ask(event) {
    const { sent, kept } = this
    this.sent = null
    if (this.unsaved(sent).every((form) => kept.includes(form))) return
    event.preventDefault()
    // For whoever stays: a choice that would have led away is taken back.
    if (sent?.method === 'get') setTimeout(() => sent.reset())
  },

  forms() {
    return [...this.$root.querySelectorAll('form[data-edits]')]
  },

  unsaved(sent = this.sent) {
    return this.forms().filter((form) => form !== sent && isUnsaved(form))
  },

  note() {
    const note = document.createElement('p')
    note.className = 'status status--wait'
    note.textContent = this.$root.dataset.unsaved
    return note
  },
}))
