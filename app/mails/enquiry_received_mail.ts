import { dialled } from '#formats/contacts/contacts'
import { BookingMail } from '#mails/booking_mail'
import type { Fact, Letter } from '#mails/letter'
import { enquiriesLink } from '#mails/links'
import type { Occasion } from '#mails/occasion'

export default class EnquiryReceivedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, enquiry } = this
    const client = enquiry.clientName
    return {
      subject: reader.t('enquiry_received.subject', { client }),
      status: { text: reader.t('enquiry_received.status'), tone: 'wait' },
      heading: reader.t('enquiry_received.heading', { client }),
      time: null,
      quote: { label: reader.t('enquiry_received.quote'), text: enquiry.message },
      facts: this.facts(),
      button: {
        label: reader.t('enquiry_received.button'),
        href: enquiriesLink(),
        after: enquiry.clientEmail ? reader.t('enquiry_received.after_button') : undefined,
      },
    }
  }

  protected answersGoTo() {
    const { clientName: name, clientEmail: email } = this.enquiry
    return email === null ? null : { name, email }
  }

  private get enquiry(): NonNullable<Occasion['enquiry']> {
    const { enquiry } = this.occasion
    if (!enquiry) throw new Error('A mail about an enquiry is about one')
    return enquiry
  }

  private facts(): Fact[] {
    const { reader, enquiry } = this
    const { clientEmail: email, clientPhone: phone, serviceId, service, wishedAt } = enquiry
    const link = (label: string, href: string) => ({ text: '', link: { label, href } })
    return [
      { label: reader.t('fact.client'), text: enquiry.clientName },
      ...(email ? [{ label: reader.t('fact.email'), ...link(email, `mailto:${email}`) }] : []),
      ...(phone
        ? [{ label: reader.t('fact.phone'), ...link(phone, `tel:${dialled(phone)}`) }]
        : []),
      ...(serviceId ? [{ label: reader.t('enquiry_received.about'), text: service.name }] : []),
      ...(wishedAt
        ? [
            {
              label: reader.t('enquiry_received.wished'),
              text: `${reader.moment(wishedAt)}, ${reader.zone(wishedAt)}`,
            },
          ]
        : []),
    ]
  }
}
