import { BookingMail } from '#mails/booking_mail'
import type { Fact } from '#mails/letter'
import { waitlistLink } from '#mails/links'
import type { Occasion } from '#mails/occasion'

export abstract class WaitlistMail extends BookingMail {
  protected get waiting(): NonNullable<Occasion['waiting']> {
    const { waiting } = this.occasion
    if (!waiting) throw new Error('A mail of the waitlist is about someone who waits')
    return waiting
  }

  protected get isEarlier(): boolean {
    return this.waiting.entry.bookingId !== null
  }

  protected heading(): string {
    const { service, host } = this.occasion.booking
    return host.name ? super.heading() : service.name
  }

  protected facts(): Fact[] {
    const { reader, waiting } = this
    const { entry } = waiting
    const places: Fact[] =
      entry.seats > 1 ? [{ label: reader.t('fact.places'), text: String(entry.seats) }] : []
    const link = { label: reader.t('waitlist.leave'), href: `${waitlistLink(entry)}#leave` }
    return [...places, { label: reader.t('waitlist.list'), text: '', link }]
  }
}
