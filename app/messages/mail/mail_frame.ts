import type { Link, MailContent, MailFrame } from './mail_content.js'
import type { Recipient } from './recipient.js'
import { appUrl } from '#config/app'
import features from '#config/features'
import { privacyPath, withQuery } from '#formats/pages/addresses'
import { hexColour } from '#formats/pages/colours'
import { dialled } from '#formats/contacts/contacts'
import { readableOn } from '#formats/pages/contrast'
import { colon, comma } from '#formats/times/times'
import { textDirection } from '#formats/words/locales'

const LIGHT_PAPER = '#ffffff'
const DARK_PAPER = '#171511'

export const OURS = 'Bellhop'

export function mailFrame({ isOurs, why, choice }: MailContent, to: Recipient): MailFrame {
  const { business, i18n, isStaff, isInbox, stopLink } = to
  const kind = isInbox ? 'inbox' : isStaff ? 'staff' : 'client'
  const brand = hexColour(business.brandColour)
  return {
    language: i18n.locale,
    direction: textDirection(i18n.locale),
    comma: comma(to.locale),
    colon: colon(to.locale),
    businessName: isOurs ? OURS : business.name,
    accent: readableOn(brand, LIGHT_PAPER),
    accentDark: readableOn(brand, DARK_PAPER, 7),
    contact: isStaff || isOurs ? null : contact(to),
    why: why ?? to.t(`why.${kind}`, { business: business.name }),
    further: isStaff || isOurs ? [] : further(to),
    stop: choice?.link ?? (stopLink === null ? null : { label: to.t('stop.link'), href: stopLink }),
  }
}

function further(to: Recipient): Link[] {
  const at = (path: string) => appUrl + withQuery(path, { lang: to.i18n.locale })
  return [
    ...(features.portal ? [{ label: to.t('further.bookings'), href: at('/portal') }] : []),
    { label: to.t('further.privacy'), href: at(privacyPath(to.business)) },
  ]
}

function contact(to: Recipient): MailFrame['contact'] {
  const { phone, email } = to.business
  const links = [
    ...(phone ? [{ label: phone, href: `tel:${dialled(phone)}` }] : []),
    ...(email ? [{ label: email, href: `mailto:${email}` }] : []),
  ]
  return links.length ? { lead: to.t('contact.lead'), links } : null
}
