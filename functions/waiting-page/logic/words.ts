import type { Language } from "./language";

type InBoth = readonly [ko: string, en: string];

const reload = ["새로고침해 주세요.", "Please reload this page."] as const;
const looksAgain = ["자동으로 다시 확인합니다.", "This page looks again by itself."] as const;
const isKept = ["순서는 유지됩니다.", "Your place is kept."] as const;
const askOrganiser = ["주최 측에 문의해 주세요.", "Please contact the organiser."] as const;

/** Every word of the page. `{}` stands for a value. */
export const phrases = {
  /** A number by itself. */
  value: ["{}", "{}"],
  page: ["대기실", "Waiting room"],
  languages: ["언어", "Language"],

  loading: ["잠시만 기다려 주세요", "One moment, please"],
  joining: ["대기 번호를 받고 있습니다", "Taking your number"],
  joiningIn: ["{}초 후에 대기 번호를 받습니다", "You get your number in {} s"],
  spread: [
    "접속이 몰려 번호를 나누어 드립니다. 순서는 무작위이며, 새로고침해도 빨라지지 않습니다.",
    "Numbers are given out gradually, in random order. Reloading changes nothing.",
  ],

  lottery: ["추첨에 접수되었습니다", "You are in the draw"],
  lotteryLead: [
    "시작할 때까지 접속한 모든 분의 순서를 추첨으로 정합니다. 먼저 접속해도 유리하지 않습니다.",
    "At the start everybody here is put in order by lot. Being early is no advantage.",
  ],
  opensIn: ["시작까지 남은 시간", "It starts in"],
  lotteryHow: ["추첨 방식", "How the draw works"],
  promise: [
    "추첨 결과는 아래 검증값(해시)으로 미리 고정되며, 시작 후 이 페이지에서 확인합니다.",
    "This fingerprint fixes the draw in advance. This page checks it after the start.",
  ],
  drawn: ["{}개 번호 중에서 추첨되었습니다.", "Your number was drawn from {}."],
  drawKept: ["공개한 검증값과 일치합니다.", "The draw matches its fingerprint."],
  drawBroken: ["공개한 검증값과 일치하지 않습니다.", "The draw does not match its fingerprint."],

  waiting: ["순서를 기다리고 있습니다", "You are in line"],
  waitingLead: [
    `이 페이지를 열어 두세요. 새로고침하거나 휴대폰을 잠가도 ${isKept[0]}`,
    "Keep this page open. Your place is kept when you reload or lock your phone.",
  ],
  aheadOfYou: ["내 앞에 남은 번호", "Places ahead of you"],
  number: ["내 번호", "Your number"],
  remaining: ["예상 대기 시간", "Remaining wait"],
  bar: ["대기 진행률", "Progress"],
  minutes: ["{}~{}분", "{}–{} min"],
  aboutMinutes: ["약 {}분", "about {} min"],
  soon: ["1분 미만", "less than a minute"],
  paused: ["일시 중지", "paused"],
  pausedLead: [`대기가 일시 중지되었습니다. ${isKept[0]}`, `The line is paused. ${isKept[1]}`],
  standstill: ["지금은 멈춰 있습니다", "standing still for now"],
  aloud: ["내 앞에 번호가 {}개 남았습니다.", "{} places ahead of you."],

  called: ["입장할 차례입니다", "It is your turn"],
  calledLead: ["지금 입장하고 있습니다.", "We are letting you in."],
  late: ["자리를 비운 사이 차례가 지났습니다", "Your turn came while you were away"],
  lateLead: [
    "빈자리가 나는 대로 입장합니다. 순서는 차례가 된 뒤 {}분간 유지됩니다.",
    "The next free slot is yours. Your place is kept for {} minutes after your turn.",
  ],
  lapsed: ["순서가 만료되었습니다", "Your place has expired"],
  lapsedLead: ["줄의 맨 뒤에서 다시 기다릴 수 있습니다.", "You can join again at the end of the line."],
  again: ["맨 뒤에서 다시 줄 서기", "Join at the end of the line"],
  inside: ["입장되었습니다", "You are admitted"],
  insideLead: ["이용 시간은 제한되어 있습니다.", "Your time inside is limited."],
  open: ["대기가 끝났습니다", "The wait is over"],
  openLead: ["바로 입장할 수 있습니다.", "You can go on."],
  enter: ["입장하기", "Go on"],

  message: ["주최 측 안내", "From the organiser"],
  offline: [`오프라인입니다. ${isKept[0]}`, `You are offline. ${isKept[1]}`],
  troubled: [`연결할 수 없어 다시 시도합니다. ${isKept[0]}`, `No connection; we keep trying. ${isKept[1]}`],
  unkept: [
    "순서를 저장할 수 없습니다. 탭을 닫지 마세요.",
    "Your place cannot be stored. Keep this tab open.",
  ],

  unknownEvent: ["아직 대기열이 없습니다", "There is no line here yet"],
  unknownEventLead: looksAgain,
  full: ["대기열이 가득 찼습니다", "The line is full"],
  fullLead: looksAgain,
  ended: ["판매가 종료되었습니다", "The sale is over"],
  endedLead: ["기다려 주셔서 감사합니다.", "Thank you for waiting."],
  proof: ["추가 확인이 필요합니다", "One more check is needed"],
  proofLead: [`${reload[0]} ${looksAgain[0]}`, `${reload[1]} ${looksAgain[1]}`],
  done: ["이용이 끝났습니다", "Your visit is over"],
  doneLead: ["입장 권한을 모두 사용했습니다.", "Your admission is used up."],
  revoked: ["입장이 취소되었습니다", "Your admission was withdrawn"],
  revokedLead: askOrganiser,
  conflict: ["이 순서는 이미 사용되었습니다", "Somebody else has used this place"],
  conflictLead: askOrganiser,
  otherDevice: ["다른 기기에서 받은 순서입니다", "This place belongs to another device"],
  otherDeviceLead: ["처음 기기에서 계속해 주세요.", "Please go on where you joined."],
  tooMany: ["다시 줄을 설 수 없습니다", "You cannot join again"],
  tooManyLead: ["순서가 여러 번 만료되었습니다.", "Your place has expired too often."],
  rejected: ["처리하지 못했습니다", "That did not work"],
  rejectedLead: reload,
} as const satisfies Readonly<Record<string, InBoth>>;

export type Phrase = keyof typeof phrases;

/** A phrase with its values in place, in order. */
export function phrase(language: Language, name: Phrase, ...values: readonly string[]): string {
  let text: string = phrases[name][language === "ko" ? 0 : 1];
  for (const value of values) text = text.replace("{}", value);
  return text;
}
