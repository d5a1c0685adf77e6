interface Person {
  clientId?: number | null
  clientName: string
  clientEmail: string | null
  clientPhone: string | null
  clientTimeZone: string
  clientLocale: string
}

/** Who booked, or waits. */
export function presentPerson(person: Person) {
  return {
    id: person.clientId ?? null,
    name: person.clientName,
    email: person.clientEmail,
    phone: person.clientPhone,
    time_zone: person.clientTimeZone,
    locale: person.clientLocale,
  }
}
