import Alpine from '../alpine.js'

/** Takes the reader's own time zone along to services that do not depend on a place. */
Alpine.data('knowsZone', () => ({
  init() {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    if (!timeZone) return
    for (const link of this.$root.querySelectorAll('a[data-zoned]')) {
      const url = new URL(link.href)
      if (url.searchParams.has('zone')) continue
      url.searchParams.set('zone', timeZone)
      link.href = url
    }
  },
}))
