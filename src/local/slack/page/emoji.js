const WORDS = `
  owl 🦉 wave 👋 +1 👍 thumbsup 👍 -1 👎 tada 🎉 rocket 🚀 fire 🔥 eyes 👀 bulb 💡 mag 🔍 bell 🔔 lock 🔒 star ⭐ sparkles ✨
  heart ❤️ smile 😄 slightly_smiling_face 🙂 thinking_face 🤔 sweat_smile 😅 cry 😢 pray 🙏 clap 👏 muscle 💪
  point_right 👉 point_down 👇 arrow_up ⬆️ arrow_down ⬇️ arrow_right ➡️ chart_with_upwards_trend 📈
  chart_with_downwards_trend 📉 bar_chart 📊 calendar 📆 date 📅 clock1 🕐 hourglass_flowing_sand ⏳ hourglass ⌛
  stopwatch ⏱️ white_check_mark ✅ heavy_check_mark ✔️ x ❌ no_entry ⛔ warning ⚠️ information_source ℹ️
  question ❓ exclamation ❗ arrows_counterclockwise 🔄 repeat 🔁 file_folder 📁 memo 📝 link 🔗 robot_face 🤖
  large_green_circle 🟢 large_yellow_circle 🟡 red_circle 🔴 package 📦 moneybag 💰 earth_africa 🌍 sunny ☀️`
  .trim()
  .split(/\s+/);

const EMOJI = new Map(WORDS.flatMap((word, index) => (index % 2 ? [] : [[word, WORDS[index + 1]]])));

/** Returns the emoji of a name: 🦉 of `owl`; `:name:` when it is not known. */
export function emoji(name) {
  return EMOJI.get(name) ?? `:${name}:`;
}
