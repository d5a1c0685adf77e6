import db from '@adonisjs/lucid/services/db'
import ConsentText from '#models/privacy/consent_text'
import PrivacySettings from '#models/privacy/privacy_settings'
import { sql } from '#transactions'

/** By whom else what clients tell is worked on, and what they are asked. */
export interface PrivacyFacts {
  calendars: string[]
  hasContacts: boolean
  tellsPrograms: boolean
  takesFromCalcom: boolean
  questions: string[]
}

const FACTS = `
  select
    array(select distinct cast(provider as text) from calendar_connections
      where business_id = :businessId and provider <> 'ics') as calendars,
    exists (select from calendar_connections
      where business_id = :businessId and has_contacts) as "hasContacts",
    exists (select from webhook_endpoints
      where business_id = :businessId and paused_at is null) as "tellsPrograms",
    exists (select from calcom_bridges where business_id = :businessId) as "takesFromCalcom",
    array(select distinct question->>'label' from services
        cross join jsonb_array_elements(questions) as question
      where business_id = :businessId and is_active) as questions`

export async function privacyFacts(businessId: number): Promise<PrivacyFacts> {
  const [facts] = await sql<PrivacyFacts>(db.connection(), FACTS, { businessId })
  return facts
}

/** As they are before anything was saved, where nothing was. */
export async function privacySettingsOf(businessId: number): Promise<PrivacySettings> {
  const saved = await PrivacySettings.query().where({ businessId }).first()
  return saved ?? new PrivacySettings().fill({ businessId, ...NOTHING_SET })
}

/** What clients agree to before they book; null where they are asked for nothing. */
export function consentAsked(businessId: number): Promise<ConsentText | null> {
  return ConsentText.query().where({ businessId, isAsked: true }).first()
}

export const NOTHING_SET = {
  ...{ ownText: null, replacesTemplate: false },
  ...{ keepDoneMonths: null, keepCancelledMonths: null, keepDeclinedMonths: null },
}
