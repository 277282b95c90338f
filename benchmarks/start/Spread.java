import java.util.Locale;
import java.util.stream.DoubleStream;

/** The least, the middle and the most of several figures. */
record Spread(double min, double median, double max) {

    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    String text(int digits) {
        String format = "%." + digits + "f";
        return String.format(Locale.ROOT, format + " / " + format + " / " + format, min, median, max);
    }

    String json() {
        return String.format(Locale.ROOT, "{\"min\": %.3f, \"median\": %.3f, \"max\": %.3f}", min, median, max);
    }
}
