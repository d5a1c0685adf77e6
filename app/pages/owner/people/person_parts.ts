import type Host from '#models/availability/host'
import { typedHost, typedServices, typedUser } from '#pages/owner/people/person_page'
import { type Form, typedForm } from '#validators/form'

/** The page is one form, each part of it saved by a button of its own: so none is lost with another. */
const PARTS = ['about', 'services', 'user'] as const
export type PersonPart = (typeof PARTS)[number]

type Body = Record<string, unknown>

const FORMS = { about: 'form', services: 'servicesForm', user: 'userForm' } as const

type PartForms = Partial<Record<(typeof FORMS)[PersonPart], Form>>

const PREFIX = { about: '', services: 'services_', user: 'user_' }

/** They say how a part was read. */
const ABOUT_READING = /^((services_|user_)?(version|read_as)|parts?)$/

/** Neither do these say anything of somebody. */
const NOT_TYPED = /^(_csrf|version|read_as|preview|tell|outside_shown)$/

function partOf(name: string): PersonPart {
  if (name === 'user') return 'user'
  return /^service_\d+$/.test(name) ? 'services' : 'about'
}

/** What was sent of a part, with the version that it was read at. */
export function sentPart(body: Body, part: PersonPart): Body {
  const own = Object.entries(body).filter(
    ([name]) => !ABOUT_READING.test(name) && partOf(name) === part
  )
  const version = body[`${PREFIX[part]}version`] ?? body.version
  const readAs = body[`${PREFIX[part]}read_as`] ?? body.read_as
  return {
    ...Object.fromEntries(own),
    ...(version !== undefined && { version }),
    ...(readAs !== undefined && { read_as: readAs }),
  }
}

/** The other parts as they were sent along. */
export function besidePart(body: Body, part: PersonPart): PartForms {
  const others = partsIn(body).filter((other) => other !== part)
  return Object.fromEntries(others.map((other) => [FORMS[other], typedForm(sentPart(body, other))]))
}

/** Those of them that hold what is not stored; once a part is saved, they still are not. */
export function unsavedBeside(body: Body, part: PersonPart, host: Host): PersonPart[] {
  const stored = { about: typedHost(host), services: typedServices(host), user: typedUser(host) }
  return partsIn(body).filter((other) => {
    const { values } = typedForm(sentPart(body, other))
    const names = new Set([...Object.keys(values), ...Object.keys(stored[other])])
    const isOther = (name: string) => (values[name] ?? '') !== (stored[other][name] ?? '')
    return other !== part && [...names].some((name) => !NOT_TYPED.test(name) && isOther(name))
  })
}

function partsIn({ parts }: Body): PersonPart[] {
  const named = typeof parts === 'string' ? parts.split(' ') : []
  return PARTS.filter((part) => named.includes(part))
}
