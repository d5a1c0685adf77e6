import { formatDate, formatRange } from '#formats/times/times'
import type Host from '#models/availability/host'
import type BookingLink from '#models/links/booking_link'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import type { PageReader } from '#pages/reader'
import type { Span } from '#scheduling/types'
import type { Form } from '#validators/form'
import { writePicked } from '#validators/links/one_time_form'

export interface OneTimeForm {
  form: Form
  services: Service[]
  links: BookingLink[]
  hosts: Host[]
  /** Free in the week that is shown. */
  free: Span[]
  picked: Span[]
}

export function oneTimeFormPage(business: Business, shown: OneTimeForm, reader: PageReader) {
  const { form, services, links, hosts, free, picked } = shown
  const service = reader.t('owner.links.once.group.service')
  const link = reader.t('owner.links.once.group.link')
  return {
    form,
    hosts,
    what: [
      ...services.map(({ id, name }) => ({ value: `s${id}`, label: name, group: service })),
      ...links.map((each) => ({
        value: `l${each.id}`,
        label: `${each.name} (${each.service.name})`,
        group: link,
      })),
    ],
    days: daysOf(business, { free, picked }, reader),
  }
}

/** Those that were picked stay, also beyond the week that is shown. */
function daysOf(
  { timeZone }: Business,
  { free, picked }: Pick<OneTimeForm, 'free' | 'picked'>,
  { locale }: PageReader
) {
  const chosen = new Set(picked.map(writePicked))
  const all = new Map([...free, ...picked].map((time) => [writePicked(time), time]))
  const times = [...all].toSorted(([, one], [, other]) => one.start - other.start)
  const days = Map.groupBy(times, ([, { start }]) => formatDate(start, timeZone, locale))
  return [...days].map(([day, ofDay]) => ({
    day,
    times: ofDay.map(([value, { start, end }]) => ({
      value,
      label: formatRange(start, end, timeZone, locale),
      isPicked: chosen.has(value),
    })),
  }))
}
