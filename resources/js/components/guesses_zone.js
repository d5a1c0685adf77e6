import Alpine from '../alpine.js'

/** Chooses the zone that this device lives in, which a browser may know by an older name. */
Alpine.data('guessesZone', () => ({
  init() {
    const select = this.$el.querySelector('select')
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    if (!timeZone) return
    const names = [...select.options].map((option) => option.value)
    const listed = names.includes(timeZone)
      ? timeZone
      : names.find((name) => nameHere(name) === timeZone)
    if (listed) select.value = listed
  },
}))

/** What this browser calls a zone; nothing when it does not know it. */
function nameHere(timeZone) {
  try {
    return Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
