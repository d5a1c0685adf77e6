import type { RefusalPage } from '#exceptions/refusal'

interface RefusedPage {
  title: string
  sentence: string
  /** The entry of the menu that it belongs to. */
  here: string
  back: { href: string; label: string }
}

/** Says on the owner's side why nothing was done, and leads to where it can be. */
export function refusedPage(state: RefusedPage): RefusalPage {
  return { template: 'pages/owner/refused', state: { ...state } }
}
