import Alpine from '../alpine.js'

/** What the server shows of a form that it did not save. */
const REFUSED = '[aria-invalid="true"], .field__stored, #preview, #tell'

/**
 * Whoever leaves a page with a form marked `data-edits` that has been changed and not been sent is
 * asked by the browser first.
 */
Alpine.data('warnsOfLoss', () => ({
  sent: null,

  leave(event) {
    if (!event.defaultPrevented) this.sent = event.target
  },

  ask(event) {
    const { sent } = this
    this.sent = null
    const forms = [...this.$root.querySelectorAll('form[data-edits]')]
    if (!forms.some((form) => form !== sent && isUnsaved(form))) return
    event.preventDefault()
    // For whoever stays: a choice that would have led away is taken back.
    if (sent?.method === 'get') setTimeout(() => sent.reset())
  },
}))

function isUnsaved(form) {
  if (form.hasAttribute('data-rearranged') || form.querySelector(REFUSED)) return true
  return [...form.elements].some(isChanged)
}

function isChanged(field) {
  if (field.type === 'checkbox' || field.type === 'radio') {
    return field.checked !== field.defaultChecked
  }
  if (field.options) return isOtherChoice([...field.options])
  return field.defaultValue !== undefined && field.value !== field.defaultValue
}

/** Where none is said to be chosen, the first is. */
function isOtherChoice(options) {
  const stored = options.find((option) => option.defaultSelected) ?? options[0]
  return !stored?.selected
}
