/** What the server shows of a form that it did not save. */
const REFUSED = '[aria-invalid="true"], .field__stored, #preview, #tell'
const NAME = 'bellhop:unsaved'
const KEPT_MS = 30 * 60_000
const NEVER_KEPT = new Set(['password', 'file'])

/** Fields marked `data-aside` only say how something is shown. */
export function isUnsaved(form) {
  if (form.hasAttribute('data-rearranged') || form.querySelector(REFUSED)) return true
  return [...form.elements].some((field) => !field.closest('[data-aside]') && isChanged(field))
}

function isChanged(field) {
  if (isTick(field)) return field.checked !== field.defaultChecked
  if (field.options) return isOtherChoice([...field.options])
  if (field.type === 'hidden') return false
  return field.defaultValue !== undefined && field.value !== field.defaultValue
}

/** Where none is said to be chosen, the first is. */
function isOtherChoice(options) {
  const stored = options.find((option) => option.defaultSelected) ?? options[0]
  return !stored?.selected
}

function isTick({ type }) {
  return type === 'checkbox' || type === 'radio'
}

/**
 * Keeps what is typed in them while another form of the page is sent, within this tab; says which it
 * kept. What was refused or rearranged is the server's page, and is not kept.
 */
export function keepUnsaved(forms, sent) {
  const kept = forms.filter(
    (form) => !form.hasAttribute('data-rearranged') && !form.querySelector(REFUSED)
  )
  const all = read()
  if (sent) delete all[addressOf(sent)]
  for (const form of kept) all[addressOf(form)] = { at: Date.now(), fields: fieldsOf(form) }
  return write(all) ? kept : []
}

/** Once, to the form that has the same address, unless the server shows it as it was typed. */
export function giveBack(form) {
  const all = read()
  const { [addressOf(form)]: found, ...others } = all
  if (!found) return false
  write(others)
  if (Date.now() - found.at > KEPT_MS || isUnsaved(form)) return false
  for (const field of named(form)) giveTo(field, found.fields)
  const changed = [...form.elements].filter(isChanged)
  for (const field of changed) field.closest('details')?.setAttribute('open', '')
  return changed.length > 0
}

function giveTo(field, fields) {
  const own = fields.find(
    ([name, value]) => name === field.name && (!isTick(field) || value === field.value)
  )
  if (!own) return
  const [, value, isTicked] = own
  if (isTick(field)) field.checked = isTicked
  else field.value = value
}

/** With the version that it was read at, so that it overwrites nothing. */
function fieldsOf(form) {
  return named(form).map((field) => [field.name, field.value, field.checked ?? null])
}

function named(form) {
  return [...form.elements].filter(
    ({ name, type }) => name && name !== '_csrf' && !NEVER_KEPT.has(type)
  )
}

function addressOf(form) {
  return new URL(form.getAttribute('action') ?? '', location.href).pathname
}

/** Storage may be switched off; then nothing is kept, and the browser asks. */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? '{}')
  } catch {
    return {}
  }
}

function write(all) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(all))
    return true
  } catch {
    return false
  }
}
