import Alpine from '../alpine.js'

const NAME = 'bellhop:details'
const PATIENCE_MS = 8000
const FIELDS = ['client_name', 'client_email', 'client_phone', 'notes']
const isAnswer = ({ name }) => name?.startsWith('answers[')
const REMEMBERED = ['client_name', 'client_email', 'client_phone']

/** Storage may be switched off; then nothing is kept, and nothing breaks. */
function read(storage) {
  try {
    return JSON.parse(storage().getItem(NAME) ?? 'null')
  } catch {
    return null
  }
}

function write(storage, details) {
  try {
    if (details) storage().setItem(NAME, JSON.stringify(details))
    else storage().removeItem(NAME)
  } catch {
    // Kept nowhere, then.
  }
}

const ofThisTab = () => sessionStorage
const ofThisDevice = () => localStorage

/**
 * What is typed survives a look back at the times, within this tab and for that service: whoever books
 * another one may be somebody else. It stays on the device for the next booking only when the reader
 * says so, and never leaves it.
 */
Alpine.data('keepsDetails', () => ({
  patience: null,

  init() {
    this.$refs.remember.hidden = false
    const remembered = read(ofThisDevice)
    this.$refs.consent.checked = remembered !== null
    const draft = read(ofThisTab)
    const kept = draft?.asked === this.asked ? { ...remembered, ...draft } : { ...remembered }
    for (const name of FIELDS) {
      const field = this.field(name)
      if (field && !field.value && !field.hasAttribute('aria-invalid')) {
        field.value = kept[name] ?? ''
      }
    }
    if (kept.answers) this.giveBack(kept.answers)
  },

  /** Of which service; another one may ask something else by the same name. */
  get asked() {
    return new URL(this.$root.action).pathname
  },

  answers() {
    return [...new FormData(this.$root)].filter(([name]) => isAnswer({ name }))
  },

  giveBack(answers) {
    for (const field of [...this.$root.elements].filter(isAnswer)) {
      const given = answers.filter(([name]) => name === field.name).map(([, value]) => value)
      if (field.type === 'checkbox' || field.type === 'radio') {
        field.checked ||= given.includes(field.value)
      } else if (!field.value) field.value = given[0] ?? ''
    }
  },

  field(name) {
    return this.$root.elements.namedItem(name)
  },

  typed(names) {
    return Object.fromEntries(names.map((name) => [name, this.field(name)?.value ?? '']))
  },

  keep() {
    const { asked } = this
    write(ofThisTab, { ...this.typed(FIELDS), asked, answers: this.answers() })
    if (!this.$refs.consent.checked) write(ofThisDevice, null)
  },

  /**
   * One press is enough: a second one waits for the answer to the first, though not for ever, since that
   * may never come (stopped, or nothing in it). A form that comes twice books once.
   */
  send(event) {
    const { button, late } = this.$refs
    if (button.getAttribute('aria-busy')) return event.preventDefault()
    this.rest()
    button.setAttribute('aria-busy', 'true')
    this.patience = setTimeout(() => {
      this.rest()
      late.textContent = late.dataset.words
    }, PATIENCE_MS)
    write(ofThisDevice, this.$refs.consent.checked ? this.typed(REMEMBERED) : null)
  },

  /** A page brought back by the Back button is not waiting any more, either. */
  rest() {
    clearTimeout(this.patience)
    this.$refs.button.removeAttribute('aria-busy')
    this.$refs.late.textContent = ''
  },
}))

/** Once it is booked, what was typed on the way is no longer needed. */
Alpine.data('forgetsDraft', () => ({
  init() {
    write(ofThisTab, null)
  },
}))
