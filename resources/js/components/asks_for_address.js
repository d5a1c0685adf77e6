import Alpine from '../alpine.js'
import { likelyAddress } from '../../../app/formats/contacts/mail_addresses.ts'

/** Asks about a likely slip in an address as soon as it is typed; the form can be sent all the same. */
Alpine.data('asksForAddress', () => ({
  init() {
    this.ask()
  },

  get field() {
    return this.$root.closest('form').elements.namedItem('client_email')
  },

  ask() {
    const { hint, likely } = this.$refs
    likely.value = likely.textContent = likelyAddress(this.field.value) ?? ''
    hint.hidden = likely.value === ''
  },

  take() {
    this.field.value = this.$refs.likely.value
    this.field.dispatchEvent(new Event('input', { bubbles: true }))
    this.field.focus()
    this.ask()
  },
}))
