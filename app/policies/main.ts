export const policies = {
  BlockPolicy: () => import('#policies/block_policy'),
  BookingPolicy: () => import('#policies/booking_policy'),
  CalendarPolicy: () => import('#policies/calendar_policy'),
  ClientPolicy: () => import('#policies/client_policy'),
  DeliveryPolicy: () => import('#policies/delivery_policy'),
  EnquiryPolicy: () => import('#policies/enquiry_policy'),
  PagePolicy: () => import('#policies/page_policy'),
  SettingsPolicy: () => import('#policies/settings_policy'),
  TeamPolicy: () => import('#policies/team_policy'),
}
