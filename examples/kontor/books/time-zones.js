// The time zones on offer, by part of the world; city names where German and English differ.

export const TIME_ZONES = {
  europe: [
    'Europe/Lisbon',
    'Europe/London',
    'Europe/Dublin',
    'Europe/Madrid',
    'Europe/Paris',
    'Europe/Brussels',
    'Europe/Amsterdam',
    'Europe/Berlin',
    'Europe/Zurich',
    'Europe/Vienna',
    'Europe/Rome',
    'Europe/Copenhagen',
    'Europe/Oslo',
    'Europe/Stockholm',
    'Europe/Prague',
    'Europe/Warsaw',
    'Europe/Athens',
    'Europe/Helsinki',
    'Europe/Kyiv',
    'Europe/Istanbul',
  ],
  america: [
    'America/Los_Angeles',
    'America/Denver',
    'America/Chicago',
    'America/New_York',
    'America/Toronto',
    'America/Sao_Paulo',
  ],
  asia: ['Asia/Dubai', 'Asia/Kolkata', 'Asia/Singapore', 'Asia/Shanghai', 'Asia/Tokyo'],
  other: ['Africa/Johannesburg', 'Australia/Sydney', 'UTC'],
};

const GERMAN = {
  'Europe/Lisbon': 'Lissabon',
  'Europe/Brussels': 'Brüssel',
  'Europe/Zurich': 'Zürich',
  'Europe/Vienna': 'Wien',
  'Europe/Rome': 'Rom',
  'Europe/Copenhagen': 'Kopenhagen',
  'Europe/Prague': 'Prag',
  'Europe/Warsaw': 'Warschau',
  'Europe/Athens': 'Athen',
  'Europe/Kyiv': 'Kyjiw',
  'Asia/Singapore': 'Singapur',
  'Asia/Tokyo': 'Tokio',
  'America/Sao_Paulo': 'São Paulo',
  'Asia/Kolkata': 'Kalkutta',
};
const ENGLISH = { 'America/Sao_Paulo': 'São Paulo' };

export function cityName(zone, language) {
  const own = (language === 'de' ? GERMAN : ENGLISH)[zone];
  return own ?? zone.slice(zone.indexOf('/') + 1).replaceAll('_', ' ');
}
