/** HTML and text are both made from this, in this order. */
export interface Letter {
  subject: string
  status: { text: string; tone: 'good' | 'wait' | 'stop' }
  heading: string
  /** Null where it is about no time. */
  time: LetterTime | null
  notice?: string
  quote?: { label: string; text: string; isProse?: boolean } | null
  facts: Fact[]
  agenda?: { heading: string; rows: { time: string; text: string; isThis: boolean }[] }
  button?: Link & { after?: string }
  calendar?: { heading: string; links: Link[] }
}

export interface LetterTime {
  date: string
  from: string
  to: string
  length: string
  /** "London time (GMT)". */
  zone: string
  /** The same hours in the other side's zone, where its clock differs. */
  elsewhere: string | null
}

export interface Link {
  label: string
  href: string
}

export interface Fact {
  label: string
  text: string
  link?: Link
  isStrong?: boolean
  isOver?: boolean
  /** The business's own sentences, which may have links once it is known. */
  isProse?: boolean
}

export interface Stationery {
  language: string
  direction: 'ltr' | 'rtl'
  businessName: string
  /** The brand's colour, changed where it could not be read on light or dark paper. */
  accent: string
  accentDark: string
  contact: { lead: string; links: Link[] } | null
  why: string
}
