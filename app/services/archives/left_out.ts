const SECRET = 'secret'
const OF_OUTSIDE = 'tied to a connection that is left out'
const OF_INSTALLATION = 'of the installation, or of a person at all businesses'

/** Tables of which nothing goes along, and why. */
export const LEFT_OUT_TABLES: Record<string, string> = {
  address_changes: OF_INSTALLATION,
  adonis_schema: OF_INSTALLATION,
  adonis_schema_versions: OF_INSTALLATION,
  api_keys: SECRET,
  audit_chain: OF_INSTALLATION,
  backups: OF_INSTALLATION,
  calcom_bridges: SECRET,
  calcom_deliveries: OF_OUTSIDE,
  calendar_connections: SECRET,
  calendar_feeds: SECRET,
  calendars: OF_OUTSIDE,
  form_presses: OF_INSTALLATION,
  idempotency_keys: SECRET,
  integrity_runs: OF_INSTALLATION,
  invitation_tokens: SECRET,
  // Where mails go that leave no machine, whoever they are for.
  mailbox_messages: OF_INSTALLATION,
  one_time_link_tokens: SECRET,
  outside_contacts: OF_OUTSIDE,
  password_resets: SECRET,
  portal_links: SECRET,
  portal_sign_ins: SECRET,
  push_devices: SECRET,
  rate_limits: OF_INSTALLATION,
  recovery_codes: SECRET,
  report_totals: OF_INSTALLATION,
  second_steps: SECRET,
  sign_in_tries: OF_INSTALLATION,
  sign_ins: SECRET,
  texts_heard: OF_INSTALLATION,
  visitor_salts: SECRET,
  webhook_attempts: SECRET,
  webhook_bodies: OF_OUTSIDE,
  webhook_endpoints: SECRET,
  webhook_totals: OF_INSTALLATION,
}

interface LeftOutColumn {
  why: string
  /** SQL for what stands there after an import, where it may not be empty. */
  replacedBy: string | null
}

const OPENS_NOTHING = "encode(sha256(uuid_send(gen_random_uuid())), 'hex')"

/** Columns that are left out of tables that go along. */
export const LEFT_OUT_COLUMNS: Record<string, LeftOutColumn> = {
  'calendar_entries.calendar_id': { why: OF_OUTSIDE, replacedBy: null },
  'notifications.push_device_id': { why: OF_OUTSIDE, replacedBy: null },
  'notifications.webhook_endpoint_id': { why: OF_OUTSIDE, replacedBy: null },
  'one_time_links.token_hash': { why: SECRET, replacedBy: OPENS_NOTHING },
  // Nobody signs in before they have set another by a mail.
  'users.password': { why: SECRET, replacedBy: OPENS_NOTHING },
}

const ofParent = (parent: string, column: string) =>
  `${column} in (select id from public.${parent} where business_id = $1)`

/** Which rows are of a business, where its number in `business_id` does not say so alone. */
export const ROWS_OF_BUSINESS: Record<string, string> = {
  booking_import_rows: ofParent('booking_imports', 'import_id'),
  businesses: 'id = $1',
  // What was typed here; what was read from a calendar goes with its connection.
  calendar_busy: 'business_id = $1 and calendar_id is null',
  client_import_rows: ofParent('client_imports', 'import_id'),
  notifications: 'business_id = $1 and webhook_endpoint_id is null',
  picture_files: ofParent('pictures', 'picture_id'),
  text_stops: `number in (
    select texts_to from public.bookings where business_id = $1
    union select phone_key from public.clients where business_id = $1)`,
}
