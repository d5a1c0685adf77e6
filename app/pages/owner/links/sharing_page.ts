import type { I18n } from '@adonisjs/i18n'
import { embedCodes } from '#formats/pages/embed_codes'
import { withQuery } from '#formats/pages/addresses'
import type { ClientQuestion } from '#models/services/client_question'
import { emptyForm } from '#validators/form'

interface Shared {
  linkId: number | null
  service: string | null
  name: string
  address: string
  questions: readonly ClientQuestion[]
}

interface Given {
  filled: Record<string, string | undefined>
  services: readonly { slug: string; name: string }[]
  business: { name: string; settings: { frameSites: readonly string[] } }
  i18n: I18n
}

export function sharingPage(shared: Shared, { filled, services, business, i18n }: Given) {
  const values = Object.entries(filled).filter((each): each is [string, string] => Boolean(each[1]))
  const query = Object.fromEntries(values)
  const filledAddress = values.length > 0 ? withQuery(shared.address, query) : null
  return {
    ...shared,
    /** Consent is given by the client alone. */
    questions: shared.questions.filter(({ type }) => type !== 'consent'),
    services,
    form: emptyForm({ ...query, service: shared.service ?? '' }),
    filledAddress,
    codes: embedCodes(filledAddress ?? shared.address, {
      title: i18n.t('owner.links.sharing.frame_title', { name: business.name }),
      button: i18n.t('owner.links.sharing.scan'),
      close: i18n.t('owner.links.sharing.close'),
    }),
    canBeFramed: business.settings.frameSites.length > 0,
  }
}
