import { hexColour } from '#formats/pages/colours'
import { dialled } from '#formats/contacts/contacts'
import { readableOn } from '#formats/pages/contrast'
import { textDirection } from '#formats/words/locales'
import type { Stationery } from '#mails/letter'
import type { Occasion } from '#mails/occasion'
import type { Reader } from '#mails/reader'
import type Business from '#models/settings/business'

const LIGHT_PAPER = '#ffffff'
const DARK_PAPER = '#171511'

export function stationery({ booking, staff, waiting }: Occasion, reader: Reader): Stationery {
  const { business } = booking
  const brand = hexColour(business.brandColour)
  return {
    language: reader.i18n.locale,
    direction: textDirection(reader.i18n.locale),
    businessName: business.name,
    accent: readableOn(brand, LIGHT_PAPER),
    accentDark: readableOn(brand, DARK_PAPER, 7),
    contact: staff ? null : contact(business, reader),
    why: reader.t(`why.${staff ? 'staff' : waiting ? 'waiting' : 'client'}`, {
      business: business.name,
    }),
  }
}

function contact({ phone, email }: Business, reader: Reader): Stationery['contact'] {
  const links = [
    ...(phone ? [{ label: phone, href: `tel:${dialled(phone)}` }] : []),
    ...(email ? [{ label: email, href: `mailto:${email}` }] : []),
  ]
  return links.length ? { lead: reader.t('contact.lead'), links } : null
}
